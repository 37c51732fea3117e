"""Results in words and tables: what people see. Nothing here simulates or estimates."""

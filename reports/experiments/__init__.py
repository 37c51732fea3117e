"""What is said of experiments: sentences, tables and charts of many runs."""

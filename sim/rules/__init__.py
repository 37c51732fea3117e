"""Pure functions of numbers: behaviour, money and chance. The model's formulas are here and nowhere else."""

"""Pure functions of numbers: behaviour, money, chance. All the model's formulas are here."""

"""What is said when numbers cannot be moved as asked."""


class DriversError(ValueError):
    """The numbers, the method or its size will not do; the message says what to do."""

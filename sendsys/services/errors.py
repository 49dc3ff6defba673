class ServiceError(SystemExit):
    """A fault that the person at the keyboard can mend. Uncaught, it prints its message and exits with 1."""

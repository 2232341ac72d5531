"""What the worker does, one kind of work a module. The tasks in `tasks.py` name these; views only enqueue."""

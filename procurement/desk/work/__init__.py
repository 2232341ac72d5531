"""What the worker does, one kind of work a module. Its functions under `@task` are the tasks; views only enqueue."""

"""The claims at the desk: an editor changes one, or all of them by a file, and sees which verdicts move first."""

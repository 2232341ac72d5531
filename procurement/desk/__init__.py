"""The desk: an administrator's side, with its own addresses, tables and process. Only apps' desk pages import it."""

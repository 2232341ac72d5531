"""The desk: an administrator's side, with addresses, tables and a process of its own. Only apps' desk pages import it."""

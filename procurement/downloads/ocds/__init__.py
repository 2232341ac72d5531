"""Orders in the Open Contracting Data Standard 1.1: one order is one contracting process."""

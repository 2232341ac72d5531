"""Measurements: what the site takes beside what the plain tools take, in turn and on one machine."""

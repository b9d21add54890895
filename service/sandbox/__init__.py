"""A platform to try lont on: shows posts, takes signed notices, answers by a script; knows lont from outside only."""

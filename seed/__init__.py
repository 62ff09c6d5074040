"""Reference data as data files, and the demonstration estate that is played through the door."""

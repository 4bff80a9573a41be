"""From a file of people to members: read, guess, check, and take in all or nothing."""

"""What must be there before anything starts; `serve`, `worker` and `migrate` run these."""

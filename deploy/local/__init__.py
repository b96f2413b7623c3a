"""Each service of `make services`: how it is found, started on loopback and known to be ready."""

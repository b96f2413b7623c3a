"""Where a member lands: what stands where, and what to do next."""

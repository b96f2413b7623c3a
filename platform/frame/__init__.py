"""What every page stands in: navigation that apps add to, languages, the choice of theme."""

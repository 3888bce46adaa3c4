"""One file per idea: statement, numpy code, input domain, laws, mistakes."""

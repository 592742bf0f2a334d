//! Units: province > commune > hamlet and province > agency > division; a scope is a subtree.

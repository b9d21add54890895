"""Words of lont as types: enums and frozen records that every layer shares and that import nothing of ours."""

"""Works out where the parts of a chart go; a template draws them, and the style sheet colours them."""

"""The rules of takedown: states, locators, routes, what a notice must hold, what may leave. Pure."""

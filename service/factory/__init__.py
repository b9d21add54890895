"""The composition root: API, worker and command line build everything here, from the same settings, in one way."""

from service.factory.process import ProcessContext
from service.factory.transaction import Factory

__all__ = ["Factory", "ProcessContext"]

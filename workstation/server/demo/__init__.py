"""The demo: its people, the nine stories of the domain at different points of their life, and a
generator of cases."""

from workstation.server.demo.generate import generate
from workstation.server.demo.seed import seed
from workstation.server.demo.users import PASSWORD, USERS

__all__ = ["PASSWORD", "USERS", "generate", "seed"]

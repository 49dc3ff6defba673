"""The words of the register, by noun."""

from register.enums.concerns import *
from register.enums.levels import *
from register.enums.pupils import *

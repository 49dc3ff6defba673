"""The words of the graduated response at work, by noun."""

from apdr.enums.advice import *
from apdr.enums.meetings import *
from apdr.enums.money import *
from apdr.enums.plans import *
from apdr.enums.provision import *
from apdr.enums.sessions import *

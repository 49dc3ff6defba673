"""What this room tells a lower one."""

from agencies.visitor.keeping import STILL_INVITED
from ehcp.visitor.queries import lets_in

STILL_INVITED.append(lets_in)

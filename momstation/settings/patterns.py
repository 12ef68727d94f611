"""Says once what a code and a node id look like, for every table that asks for one."""

from momstation.core.i18n import N_

CODE = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,31}\Z"
NODE_ID = r"^(nsu=[^;]+;|ns=[0-9]+;)?[sigb]=[^;\x00-\x1f]+\Z"
A_CODE = {"accepts": N_("1 to 32 letters, digits, - or _, such as P07")}
A_NODE = {"accepts": N_("a node id such as nsu=http://maker/press;s=State or ns=2;s=State")}

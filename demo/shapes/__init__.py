"""The shapes: what the software behind a demo site answers. Pure: a View and an Ask in, an Answer out."""

from demo.shapes.base import Shape
from demo.shapes.bespoke import LARAVEL, RELATIVE, STATIC, UNDATED
from demo.shapes.blogger import BLOGGER
from demo.shapes.joomla import JOOMLA
from demo.shapes.lokomedia import LOKOMEDIA
from demo.shapes.opensid import OPENSID
from demo.shapes.portal import PORTAL, ROOM
from demo.shapes.trouble import CLOSED, MAINTENANCE, REDIRECT
from demo.shapes.wordpress import WORDPRESS, WORDPRESS_BARE, WORDPRESS_SLOW

SHAPES: dict[str, Shape] = {
    shape.name: shape
    for shape in (
        WORDPRESS, WORDPRESS_SLOW, WORDPRESS_BARE, OPENSID, LOKOMEDIA, JOOMLA, BLOGGER, RELATIVE, STATIC, UNDATED, LARAVEL,
        PORTAL, ROOM, CLOSED, MAINTENANCE, REDIRECT,
    )
}  # fmt: skip

__all__ = ["SHAPES", "Shape"]

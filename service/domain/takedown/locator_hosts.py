"""Which host belongs to which platform, and which hosts only hide where they lead."""

from __future__ import annotations

from service.domain.messages import Platform
from service.domain.takedown.vocabulary import Site

__all__ = ["HOSTS", "HOSTS_OF_SITES", "SHORTENERS", "SITE_HOSTS"]

_OF_PLATFORMS = {
    Platform.TELEGRAM: "t.me telegram.me telegram.org web.telegram.org",
    Platform.SNAPCHAT: "snapchat.com www.snapchat.com story.snapchat.com web.snapchat.com",
    Platform.WHATSAPP: "whatsapp.com www.whatsapp.com chat.whatsapp.com wa.me api.whatsapp.com web.whatsapp.com",
    Platform.INSTAGRAM: "instagram.com www.instagram.com m.instagram.com",
    Platform.TIKTOK: "tiktok.com www.tiktok.com m.tiktok.com",
    Platform.DISCORD: "discord.com www.discord.com ptb.discord.com canary.discord.com discordapp.com discord.gg",
    Platform.SIGNAL: "signal.group signal.me",
}
_X = "x.com www.x.com m.x.com mobile.x.com twitter.com www.twitter.com m.twitter.com mobile.twitter.com"
_MARKTPLAATS = "marktplaats.nl www.marktplaats.nl link.marktplaats.nl"
_FACEBOOK = "facebook.com www.facebook.com m.facebook.com nl-nl.facebook.com"
_SHORTENING = """
bit.ly t.co tinyurl.com goo.gl is.gd v.gd ow.ly cutt.ly rb.gy shorturl.at tiny.cc buff.ly rebrand.ly lnkd.in t.ly s.id
bl.ink dis.gd vm.tiktok.com vt.tiktok.com t.snapchat.com l.instagram.com l.facebook.com lm.facebook.com
"""

HOSTS: dict[str, Platform] = {host: platform for platform, hosts in _OF_PLATFORMS.items() for host in hosts.split()}
"""The platform of each host that belongs to one."""

SITE_HOSTS = frozenset(f"{_X} {_MARKTPLAATS}".split())
"""Hosts of sites that are no platform of their own in lont, but whose addresses we can read."""

HOSTS_OF_SITES: dict[Site, frozenset[str]] = {
    Site.X: frozenset(_X.split()),
    Site.MARKTPLAATS: frozenset(_MARKTPLAATS.split()),
    Site.FACEBOOK: frozenset(_FACEBOOK.split()),
}
"""The hosts of each site that a notice can name, but for other hosts, which may be any."""

SHORTENERS = frozenset(_SHORTENING.split())
"""Nobody can tell from outside what stands behind an address of these."""

"""Pictures of boards: announced, brought by the browser, looked at, and kept once."""

from boards.services.assets.arriving import announce_asset, bring_asset_again, confirm_asset
from boards.services.assets.cleaning import forget_unconfirmed_assets, sweep_assets
from boards.services.assets.copying import copy_assets, share_assets
from boards.services.assets.room import assets_used

__all__ = [
    "announce_asset",
    "assets_used",
    "bring_asset_again",
    "confirm_asset",
    "copy_assets",
    "forget_unconfirmed_assets",
    "share_assets",
    "sweep_assets",
]

"""The studio's light: an endless environment, so that an empty floor is equally bright everywhere.

An even white sky, one large soft key light from the upper left front, and a weaker strip behind on the right
that draws an edge of light along glossy rims.
"""

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 128, 256
#: Reflectance of the floor; light that it throws back lifts the undersides.
FLOOR = 0.75

_SKY = 0.7
#: (azimuth from +x towards +y, elevation) in degrees, half width and soft edge in degrees, radiance.
_LAMPS = ((-114.0, 54.0, 13.0, 8.0, 15.0), (35.0, 30.0, 11.0, 8.0, 3.0))


def environment() -> NDArray[np.float32]:
    """Radiance (ROWS, COLUMNS, 3) by latitude from the zenith down and by longitude from +y towards +x."""
    direction = _directions()
    light = np.full((ROWS, COLUMNS), _SKY)
    for azimuth, elevation, half_width, edge, radiance in _LAMPS:
        a, e = np.radians(azimuth), np.radians(elevation)
        towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
        angle = np.degrees(np.arccos(np.clip(direction @ towards, -1, 1)))
        fade = np.clip((half_width + edge - angle) / edge, 0, 1)
        light += radiance * fade * fade * (3 - 2 * fade)
    light[ROWS // 2 :] = 0  # below the floor: never seen, so no sample may be spent on it
    return np.repeat(light[:, :, None], 3, axis=2).astype(np.float32)


def floor_radiance(light: NDArray[np.float32]) -> float:
    """What an empty floor sends to the camera: reflectance / pi times the irradiance from above."""
    rise = _directions()[:, :, 2]
    solid_angle = (np.pi / ROWS) * (2 * np.pi / COLUMNS) * np.sqrt(1 - rise**2)
    irradiance = (light[:, :, 0] * np.clip(rise, 0, None) * solid_angle).sum()
    return float(FLOOR / np.pi * irradiance)


def _directions() -> NDArray[np.float64]:
    polar = (np.arange(ROWS) + 0.5) * np.pi / ROWS
    turn = (np.arange(COLUMNS) + 0.5) * 2 * np.pi / COLUMNS
    rise = np.broadcast_to(np.cos(polar)[:, None], (ROWS, COLUMNS))
    flat = np.sin(polar)[:, None]
    return np.stack([flat * np.sin(turn), flat * np.cos(turn), rise], axis=-1)

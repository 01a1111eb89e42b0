"""The studio's light: an endless environment, so that an empty floor is equally bright everywhere.

A cool sky that darkens towards the horizon, one large warm key light from the upper left front, and two small lamps
behind that draw an edge of light along glossy rims.
"""

import numpy as np
from numpy.typing import NDArray

ROWS, COLUMNS = 128, 256
#: Reflectance of the floor; light that it throws back lifts the undersides.
FLOOR = 0.75

#: Radiance at the horizon and at the zenith, and the colour of both.
_HORIZON, _ZENITH = 0.38, 0.6
_COOL, _WARM, _PLAIN = (0.9, 0.99, 1.1), (1.0, 0.95, 0.87), (1.0, 1.0, 1.0)
#: (azimuth from +x towards +y, elevation) in degrees, half width and soft edge in degrees, radiance, colour.
_LAMPS = (
    (-125.0, 48.0, 14.0, 8.0, 19.0, _WARM),
    (40.0, 26.0, 8.0, 6.0, 12.0, _PLAIN),
    (150.0, 22.0, 7.0, 6.0, 9.0, _PLAIN),
)


def environment() -> NDArray[np.float32]:
    """Radiance (ROWS, COLUMNS, 3) by latitude from the zenith down and by longitude from +y towards +x."""
    direction = _directions()
    light = (_HORIZON + (_ZENITH - _HORIZON) * np.clip(direction[:, :, 2:], 0, 1)) * np.array(_COOL)
    for azimuth, elevation, half_width, edge, radiance, colour in _LAMPS:
        a, e = np.radians(azimuth), np.radians(elevation)
        towards = np.array([np.cos(e) * np.cos(a), np.cos(e) * np.sin(a), np.sin(e)])
        angle = np.degrees(np.arccos(np.clip(direction @ towards, -1, 1)))
        fade = np.clip((half_width + edge - angle) / edge, 0, 1)
        light += (radiance * fade * fade * (3 - 2 * fade))[:, :, None] * np.array(colour)
    light[ROWS // 2 :] = 0  # below the floor: never seen, so no sample may be spent on it
    return np.asarray(light, np.float32)


def floor_radiance(light: NDArray[np.float32]) -> NDArray[np.float32]:
    """What an empty floor sends to the camera (red, green, blue): reflectance / pi times the irradiance from above."""
    rise = _directions()[:, :, 2]
    solid_angle = (np.pi / ROWS) * (2 * np.pi / COLUMNS) * np.sqrt(1 - rise**2)
    irradiance = (light * (np.clip(rise, 0, None) * solid_angle)[:, :, None]).sum(axis=(0, 1))
    return np.asarray(FLOOR / np.pi * irradiance, np.float32)


def _directions() -> NDArray[np.float64]:
    polar = (np.arange(ROWS) + 0.5) * np.pi / ROWS
    turn = (np.arange(COLUMNS) + 0.5) * 2 * np.pi / COLUMNS
    rise = np.broadcast_to(np.cos(polar)[:, None], (ROWS, COLUMNS))
    flat = np.sin(polar)[:, None]
    return np.stack([flat * np.sin(turn), flat * np.cos(turn), rise], axis=-1)

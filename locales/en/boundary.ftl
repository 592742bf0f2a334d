# Boundaries of communes, wards and hamlets, of which maps are drawn.
boundaries-title = Boundaries and maps
boundaries-lead = Upload a file of boundaries, and boards show a real map in place of the squares. You see it first; no map changes before you press keep.
boundaries-file = File of boundaries (GeoJSON)
boundaries-file-help = At most 5 MB. The land registry or the statistics office usually has one.
boundaries-look = Look at it first
boundaries-how = What the file needs
boundaries-how-system = Coordinates in WGS 84 (EPSG:4326): longitude, then latitude, in degrees. A file in VN-2000 has to be converted to WGS 84 first, for example with QGIS.
boundaries-how-property = Each area has the unit's code as the page of units shows it, in a column such as ma_xa, code or id. Without codes, names are used.
boundaries-how-size = At most 5,000 areas and 400,000 points. Simplify a larger file before you upload it, for example with mapshaper.
boundaries-waiting = Files that wait for your decision
boundaries-waiting-lead = A file that waits longer than a day is discarded when somebody uploads another.
boundaries-maps = Maps there are
boundaries-map-of = Map of
boundaries-drawn = With a boundary
boundaries-drawn-of = { $drawn } of { $parts } units
boundaries-when = Updated
boundaries-remove = Remove the map
boundaries-none = There is no map yet. Boards show squares.

boundary-file-none = Choose a file that has something in it.
boundary-file-large = The file is larger than 5 MB. Simplify the boundaries (for example with mapshaper) and upload it again.
boundary-unreadable = This file is no proper GeoJSON: it goes wrong at line { $line }, column { $column }.
boundary-no-collection = This file is no list of areas (FeatureCollection). Export it again as GeoJSON.
boundary-other-system = The file uses the coordinate system { $name }. Export it again in WGS 84 (EPSG:4326).
boundary-no-features = There is no area in this file.
boundary-many-features = The file has more than { $n } areas. Split it into several.
boundary-many-points = The file has more than { $n } points. Simplify the boundaries and upload it again.

boundary-found = { $drawn ->
    [one] The file has { $features } areas, and one unit was recognised. Nothing is kept yet.
   *[other] The file has { $features } areas, and { $drawn } units were recognised. Nothing is kept yet.
}
boundary-found-none = The file has { $features } areas, and no unit was recognised. Choose another column, or add the codes of units to the file.
boundary-replaces = { $n ->
    [one] One of them has a boundary already, which will be replaced.
   *[other] { $n } of them have a boundary already, which will be replaced.
}
boundary-property = Recognise units by the column
boundary-look-again = Look again by this column
boundary-keep = { $n ->
    [one] Keep the boundary of one unit
   *[other] Keep the boundaries of { $n } units
}
boundary-nothing = This file has no boundary of any unit to keep.
boundary-units = { $n ->
    [one] one unit
   *[other] { $n } units
}
boundary-missing = { $n ->
    [one] One unit is not in the file:
   *[other] { $n } units are not in the file:
}
boundary-missing-none = No unit is missing.
boundary-more = And { $n } more.
boundary-left = Areas that are left out ({ $n })
boundary-left-lead = The others can be kept. Mend these in the file and upload it again; boundaries that were kept stay.
boundary-feature = Area number
boundary-why = Why
boundary-why-no-unit = No unit has this code or name.
boundary-why-twice = Area number { $first } is this unit already.
boundary-fault-no-geometry = This area has no geometry.
boundary-fault-no-area = This is a point or a line, not an area.
boundary-fault-malformed = The coordinates of this area are not written as they should be.
boundary-fault-off-earth = Coordinates lie outside of the earth. The file may use VN-2000 (metres), or have latitude before longitude.
boundary-fault-too-short = A ring of the boundary has fewer than four points.
boundary-fault-not-closed = The boundary is not closed: its last point differs from its first.
boundary-fault-flat = This area encloses nothing.
boundary-discard = Discard this file
boundary-discard-help = Only the file goes. Boundaries that were kept before stay.

boundary-removal-title = Remove the map: { $unit }
boundary-removal-lead = { $n ->
    [one] One boundary will be gone. The board will show squares again. No figure changes.
   *[other] { $n } boundaries will be gone. The board will show squares again. No figure changes.
}
boundary-removal-sure = I am sure that I want to remove this map.
boundary-removal-button = Remove the map
flash-boundaries-kept = { $n ->
    [one] The boundary of one unit was kept.
   *[other] The boundaries of { $n } units were kept.
}
flash-boundaries-discarded = The file was discarded.
flash-boundaries-removed = { $n ->
    [one] One boundary was removed.
   *[other] { $n } boundaries were removed.
}

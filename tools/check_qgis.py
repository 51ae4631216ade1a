"""QGIS opens the layers of a run with their styles, takes dates as dates, filters by time and draws them.

Usage: QT_QPA_PLATFORM=offscreen /usr/bin/python3 tools/check_qgis.py FOLDER OUT.png
(Debian: apt-get install qgis python3-qgis; FOLDER is made by `eventmap map ... --styles --layer-formats geojson,gpkg`.)
"""

import os
import sys

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime, QVariant
from qgis.PyQt.QtGui import QColor

EXPECTED = {
    "events": {
        "renderer": "categorizedSymbol",
        "time": ("date_start", "date_end"),
        "types": {"date_start": QVariant.DateTime, "event_date": QVariant.Date, "killed_low": QVariant.Int, "confidence": QVariant.Double},
    },
    "incidents": {"renderer": "categorizedSymbol", "time": ("date_start", "date_end"), "types": {"accounts": QVariant.Int}},
    "claims": {"renderer": "categorizedSymbol", "time": None, "types": {"stated_km": QVariant.Double}},
    "toponyms": {"renderer": "singleSymbol", "time": None, "types": {"confidence": QVariant.Double}},
    "areas": {"renderer": "categorizedSymbol", "time": ("date_start", "date_end"), "types": {"radius_km": QVariant.Double}},
    "measures": {"renderer": "singleSymbol", "time": ("date_start", "date_end"), "types": {"border_km": QVariant.Double}},
}


def number_like(kind, wanted):
    """GDAL gives whole numbers 32 or 64 bits by their size."""
    return kind == wanted or (wanted == QVariant.Int and kind == QVariant.LongLong)


def check(layer, name, expected, source):
    assert layer.isValid(), f"{source}: {name} is not valid"
    fields = layer.fields()
    for field, wanted in expected["types"].items():
        at = fields.indexOf(field)
        assert at >= 0, f"{source}: {name} has no field {field}"
        assert number_like(fields.at(at).type(), wanted), f"{source}: {name}.{field} is {fields.at(at).typeName()}"
    assert layer.renderer().type() == expected["renderer"], f"{source}: {name} is drawn as {layer.renderer().type()}"
    time = layer.temporalProperties()
    assert time.isActive() == (expected["time"] is not None), f"{source}: {name}: temporal is {time.isActive()}"
    if expected["time"]:
        assert (time.startField(), time.endField()) == expected["time"], f"{source}: {name}: {time.startField()}"
    if expected["renderer"] == "categorizedSymbol":
        from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

        known = {str(category.value()) for category in layer.renderer().categories()}
        expression = QgsExpression(layer.renderer().classAttribute())
        assert not expression.hasParserError(), expression.parserErrorString()
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        for feature in layer.getFeatures():
            context.setFeature(feature)
            value = expression.evaluate(context)
            assert str(value) in known, f"{source}: {name}: no category for {value!r}"


def draw(layers, path, span=None):
    """Draws the layers and counts the pixels that are not paper."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setOutputSize(QSize(800, 600))
    settings.setBackgroundColor(QColor("white"))
    extent = layers[0].extent()
    extent.scale(1.2)
    settings.setExtent(extent)
    settings.setDestinationCrs(layers[0].crs())
    if span:
        settings.setIsTemporal(True)
        settings.setTemporalRange(span)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    if path:
        image.save(path)
    white = QColor("white").rgb()
    return sum(image.pixel(x, y) != white for x in range(0, 800, 2) for y in range(0, 600, 2))


def main(folder, picture):
    application = QgsApplication([], False)
    application.initQgis()
    layers = {}
    for name, expected in EXPECTED.items():
        layer = QgsVectorLayer(f"{folder}/{name}.geojson", name, "ogr")
        # The style beside the file is applied as the layer is loaded; its time needs the style to be loaded by name.
        message, loaded = layer.loadNamedStyle(f"{folder}/{name}.qml")
        assert loaded, f"{name}.qml: {message}"
        check(layer, name, expected, "GeoJSON")
        layers[name] = layer
        package = QgsVectorLayer(f"{folder}/eventmap.gpkg|layername={name}", name, "ogr")
        message, loaded = package.loadDefaultStyle()
        assert loaded, f"eventmap.gpkg: no default style of {name}: {message}"
        check(package, name, expected, "GeoPackage")
        assert package.featureCount() == layer.featureCount(), f"{name}: {package.featureCount()}"
    shown = [layers["events"], layers["measures"], layers["areas"]]
    everything = draw(shown, picture)
    assert everything > 200, f"hardly anything is drawn: {everything} pixels"
    days = sorted(feature["date_start"] for feature in layers["events"].getFeatures() if feature["date_start"])
    before = days[0].addDays(-40)
    nothing = draw(shown, None, QgsDateTimeRange(before, before.addDays(1)))
    first = draw(shown, None, QgsDateTimeRange(days[0], days[0].addSecs(3600)))
    assert nothing < first < everything, f"time does not filter: {nothing}, {first}, {everything}"
    print(f"QGIS agrees: {len(EXPECTED)} layers; pixels drawn: all {everything}, first day {first}, before {nothing}")
    # QGIS 3.22 can crash as the interpreter ends; all is said by now.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])

#include "app/counter/line_watch.h"

#include <QNetworkInformation>

namespace countersign {

LineWatch::LineWatch(QObject* parent) : QObject(parent) {
    if (!QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Metered)) return;
    const auto* network = QNetworkInformation::instance();
    *m_metered = network->isMetered();
    connect(network, &QNetworkInformation::isMeteredChanged, this,
            [this](bool metered) { *m_metered = metered; });
}

ReadConditions LineWatch::reader() const {
    return [metered = m_metered] { return LineConditions{metered->load(), readPower()}; };
}

}  // namespace countersign

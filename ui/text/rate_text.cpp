#include "text/rate_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace countersign::ui {
namespace {

class Rates {
    Q_DECLARE_TR_FUNCTIONS(Rates)
  public:
    static QString none(const QString& of, const QString& most) {
        //: Calibration bench, an error rate: of %1 pairs none went wrong; the true rate is at most %2.
        return tr("0 of %1, at most %2").arg(of, most);
    }
    static QString some(const BenchRate& rate, const QString& of) {
        //: Calibration bench, an error rate: %1 of %2 pairs, which is %3; the true rate lies between %4 and
        //: %5.
        return tr("%1 of %2: %3 (%4 to %5)")
            .arg(QLocale().toString(static_cast<qlonglong>(rate.errors)), of,
                 percentText(static_cast<double>(rate.errors) / static_cast<double>(rate.of)),
                 percentText(rate.low), percentText(rate.high));
    }
};

}  // namespace

QString percentText(double share) {
    const double percent = 100 * share;
    int decimals = 0;
    if (percent > 0)
        decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(percent) + 1e-9)), 0, 12);
    QString digits = QLocale().toString(percent, 'f', decimals);
    // "0.0010" says no more than "0.001".
    const QString point = QLocale().decimalPoint(), zero = QLocale().zeroDigit();
    if (digits.contains(point)) {
        while (digits.endsWith(zero)) digits.chop(zero.size());
        if (digits.endsWith(point)) digits.chop(point.size());
    }
    return digits + QStringLiteral(" %");
}

QString rateText(const BenchRate& rate) {
    if (rate.of == 0) return QStringLiteral("–");
    const QString of = QLocale().toString(static_cast<qlonglong>(rate.of));
    return rate.errors == 0 ? Rates::none(of, percentText(rate.high)) : Rates::some(rate, of);
}

}  // namespace countersign::ui

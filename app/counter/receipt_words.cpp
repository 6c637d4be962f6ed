#include "app/counter/receipt_words.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace countersign {
namespace {

constexpr qsizetype kLongestName = 80;
constexpr qsizetype kLongestSentence = 400;
constexpr qsizetype kLongestAddress = 80;  // one line of the receipt, with the code behind it

QString text(const QJsonValue& value, qsizetype longest) {
    const QString given = value.toString().simplified();
    return given.size() <= longest ? given : QString();
}

// As people type it: nothing that asks, jumps or hides somebody's name.
QString address(const QJsonValue& value) {
    static const QRegularExpression form(
        QStringLiteral("\\Ahttps://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/?\\z"));
    QString given = text(value, kLongestAddress);
    if (!form.match(given).hasMatch()) return {};
    if (given.endsWith(QLatin1Char('/'))) given.chop(1);
    return given;
}

}  // namespace

QString ReceiptWords::retentionIn(const QString& language) const {
    return retention.value(language, retention.value(QStringLiteral("en")));
}

ReceiptWords receiptWords(std::string_view policyJson) {
    const auto document =
        QJsonDocument::fromJson(QByteArray(policyJson.data(), static_cast<qsizetype>(policyJson.size())));
    const QJsonObject said = document.object().value(QStringLiteral("operator")).toObject();
    ReceiptWords words;
    words.operatorName = text(said.value(QStringLiteral("name")), kLongestName);
    words.contact = text(said.value(QStringLiteral("contact")), kLongestSentence);
    words.deletions = address(said.value(QStringLiteral("deletions")));
    const QJsonObject retention = said.value(QStringLiteral("retention")).toObject();
    for (auto each = retention.begin(); each != retention.end(); ++each) {
        const QString sentence = text(each.value(), kLongestSentence);
        if (!sentence.isEmpty()) words.retention.insert(each.key(), sentence);
    }
    return words;
}

}  // namespace countersign

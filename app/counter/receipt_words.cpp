#include "app/counter/receipt_words.h"

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace countersign {
namespace {

constexpr qsizetype kLongestName = 80;
constexpr qsizetype kLongestSentence = 400;

QString text(const QJsonValue& value, qsizetype longest) {
    const QString given = value.toString().simplified();
    return given.size() <= longest ? given : QString();
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
    const QJsonObject retention = said.value(QStringLiteral("retention")).toObject();
    for (auto each = retention.begin(); each != retention.end(); ++each) {
        const QString sentence = text(each.value(), kLongestSentence);
        if (!sentence.isEmpty()) words.retention.insert(each.key(), sentence);
    }
    return words;
}

}  // namespace countersign

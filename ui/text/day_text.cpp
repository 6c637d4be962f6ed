#include "text/day_text.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>
#include <algorithm>

#include "text/local_time.h"
#include "text/queue_text.h"

namespace countersign::ui {
namespace {

// Shows on the page of the day's end, in its PDF.
struct DayText {
    Q_DECLARE_TR_FUNCTIONS(DayText)
};

std::vector<QueueRow> ofDay(const std::vector<QueueRow>& rows, QDate day) {
    const DaySpan span(day);
    std::vector<QueueRow> found;
    for (const QueueRow& row : rows) {
        if (span.holds(row.createdAt)) found.push_back(row);
    }
    std::sort(found.begin(), found.end(),
              [](const QueueRow& a, const QueueRow& b) { return a.sequence < b.sequence; });
    return found;
}

QString inCsv(const QString& text) {
    QString quoted = text;
    quoted.replace(u'"', QStringLiteral("\"\""));
    return u'"' + quoted + u'"';
}

QString routeText(ScanRoute route) {
    switch (route) {
        case ScanRoute::Usual:
            return DayText::tr("scan", "day's end; a column: how the face was scanned");
        case ScanRoute::OtherTerms:
            return DayText::tr("other scan", "day's end; a column: how the face was scanned");
        case ScanRoute::NoScan:
            return DayText::tr("no scan", "day's end; a column: how the face was scanned");
    }
    return {};
}

QString utf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

QString dayHeadline(const DayCounts& counts) {
    if (counts.registered == 0) return DayText::tr("Nothing was registered on this day.", "day's end");
    const auto number = [](int count) { return QLocale().toString(count); };
    const QString all = DayText::tr("Registered: %1.", "day's end; headline").arg(number(counts.registered));
    if (counts.setAside > 0)
        return all + u' ' +
               DayText::tr("For somebody to look at: %1.", "day's end; headline")
                   .arg(number(counts.setAside));
    if (counts.unsent > 0)
        return all + u' ' +
               DayText::tr("Still to be sent: %1; nothing is lost.", "day's end; headline")
                   .arg(number(counts.unsent));
    return all + u' ' + DayText::tr("All of it is at the operator.", "day's end; headline");
}

std::vector<DayLine> dayLines(const DayCounts& counts) {
    std::vector<DayLine> lines{
        {QStringLiteral("registered"),
         DayText::tr("Registered", "day's end; a count"),
         {},
         counts.registered,
         Tone::Neutral},
        {QStringLiteral("unsent"), DayText::tr("Still to be sent", "day's end; a count"),
         DayText::tr("They go out by themselves as soon as there is a connection.", "day's end"),
         counts.unsent, Tone::Information},
        {QStringLiteral("set_aside"), DayText::tr("Set aside", "day's end; a count"),
         DayText::tr("The operator did not take them in. See the queue for the cause.", "day's end"),
         counts.setAside, Tone::Bad},
        {QStringLiteral("pending"),
         DayText::tr("At the operator, not decided yet", "day's end; a count"),
         {},
         counts.pending,
         Tone::Neutral},
        {QStringLiteral("accepted"),
         DayText::tr("Accepted", "day's end; a count"),
         {},
         counts.accepted,
         Tone::Good},
        {QStringLiteral("come_back"), DayText::tr("Asked to come back", "day's end; a count"),
         DayText::tr("Call these buyers; the queue shows the cause.", "day's end"), counts.comeBack,
         Tone::Warning},
        {QStringLiteral("refused"),
         DayText::tr("Not accepted", "day's end; a count"),
         {},
         counts.refused,
         Tone::Warning},
        {QStringLiteral("other_terms"),
         DayText::tr("Scanned in another way", "day's end; a count"),
         {},
         counts.otherTerms,
         Tone::Neutral},
        {QStringLiteral("no_scan"),
         DayText::tr("Without a scan", "day's end; a count"),
         {},
         counts.noScan,
         Tone::Neutral},
        {QStringLiteral("withdrawn"),
         DayText::tr("Withdrawn and erased", "day's end; a count"),
         {},
         counts.withdrawn,
         Tone::Neutral},
        {QStringLiteral("practice"),
         DayText::tr("Practice", "day's end; a count"),
         {},
         counts.practice,
         Tone::Neutral},
    };
    for (DayLine& line : lines) {
        if (line.count > 0) continue;
        line.help.clear();
        line.tone = Tone::Neutral;
    }
    return lines;
}

QByteArray dayCsv(const std::vector<QueueRow>& rows, QDate day) {
    QString text = QStringLiteral("\uFEFF\"day\",%1\r\n").arg(inCsv(day.toString(Qt::ISODate)));
    for (const DayLine& line : dayLines(countDay(rows, day)))
        text += QStringLiteral("%1,%2\r\n").arg(inCsv(line.key)).arg(line.count);
    text += QStringLiteral("\r\n\"record\",\"saved_at\",\"state\",\"operator\",\"scan\",\"practice\"\r\n");
    for (const QueueRow& row : ofDay(rows, day)) {
        const auto at = localTime(row.createdAt).toUTC();
        text += QStringLiteral("%1,%2,%3,%4,%5,%6\r\n")
                    .arg(inCsv(utf8(row.recordId.shortCode())), inCsv(at.toString(Qt::ISODate)),
                         inCsv(utf8(clientStateName(row.client))), inCsv(utf8(serverStateName(row.server))),
                         inCsv(utf8(scanRouteName(row.route))),
                         row.kind == RecordKind::Practice ? QStringLiteral("1") : QStringLiteral("0"));
    }
    return text.toUtf8();
}

QString dayHtml(const std::vector<QueueRow>& rows, QDate day) {
    const bool rightToLeft = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    const QString side = rightToLeft ? QStringLiteral("right") : QStringLiteral("left");
    const DayCounts counts = countDay(rows, day);
    QString html = QStringLiteral("<div dir=\"%1\"><h1>%2</h1><p>%3</p><table cellpadding=\"4\">")
                       .arg(rightToLeft ? QStringLiteral("rtl") : QStringLiteral("ltr"),
                            DayText::tr("Day's end, %1", "title of the PDF; %1 is a date")
                                .arg(QLocale().toString(day, QLocale::LongFormat))
                                .toHtmlEscaped(),
                            dayHeadline(counts).toHtmlEscaped());
    for (const DayLine& line : dayLines(counts)) {
        html += QStringLiteral("<tr><td align=\"%1\">%2</td><td align=\"%1\"><b>%3</b></td></tr>")
                    .arg(side, line.words.toHtmlEscaped(), QLocale().toString(line.count));
    }
    html += QStringLiteral("</table>");
    const auto found = ofDay(rows, day);
    if (!found.empty()) {
        html += QStringLiteral("<br/><table cellpadding=\"4\" width=\"100%\">");
        for (const QueueRow& row : found) {
            html += QStringLiteral(
                        "<tr><td align=\"%1\">%2</td><td align=\"%1\">%3</td><td align=\"%1\">%4</td>"
                        "<td align=\"%1\">%5</td></tr>")
                        .arg(side, recordCode(row.recordId).toHtmlEscaped(),
                             clockTime(row.createdAt).toHtmlEscaped(), queueState(row).words.toHtmlEscaped(),
                             routeText(row.route).toHtmlEscaped());
        }
        html += QStringLiteral("</table>");
    }
    return html + QStringLiteral("</div>");
}

}  // namespace countersign::ui

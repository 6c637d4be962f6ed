#include "app/counter/document_controller.h"

#include <QDate>
#include <QLocale>
#include <QTransform>
#include <algorithm>
#include <utility>

#include "app/counter/pictures.h"
#include "enrolment/wipe_buyer.h"
#include "identity/display_form.h"
#include "practice/made_document.h"
#include "practice/specimen_document.h"
#include "text/document_text.h"

namespace countersign {
namespace {

ui::HoldHint holdHint(CaptureHint hint) {
    switch (hint) {
        case CaptureHint::ShowDocument:
            return ui::HoldHint::ShowDocument;
        case CaptureHint::Nearer:
            return ui::HoldHint::Nearer;
        case CaptureHint::HoldStill:
            return ui::HoldHint::HoldStill;
        case CaptureHint::Glare:
            return ui::HoldHint::Glare;
        case CaptureHint::Blurred:
            return ui::HoldHint::Blurred;
        case CaptureHint::Holding:
            return ui::HoldHint::Holding;
    }
    return ui::HoldHint::ShowDocument;
}

ui::DocumentRow rowOf(DocumentField field) {
    switch (field) {
        case DocumentField::Number:
            return ui::DocumentRow::Number;
        case DocumentField::Name:
            return ui::DocumentRow::Name;
        case DocumentField::BirthDate:
            return ui::DocumentRow::BirthDate;
        case DocumentField::ExpiryDate:
            return ui::DocumentRow::ExpiryDate;
        case DocumentField::Sex:
            return ui::DocumentRow::Sex;
    }
    return ui::DocumentRow::Number;
}

ui::RowProof proofOf(FieldProof proof) {
    switch (proof) {
        case FieldProof::Proven:
            return ui::RowProof::Proven;
        case FieldProof::Read:
            return ui::RowProof::Read;
        case FieldProof::Doubtful:
            break;
    }
    return ui::RowProof::Unsure;
}

std::optional<Date> dateOf(const std::string& iso) {
    const QDate date = QDate::fromString(QString::fromStdString(iso), Qt::ISODate);
    if (!date.isValid()) return std::nullopt;
    return std::chrono::year(date.year()) / date.month() / date.day();
}

std::optional<Sex> sexOf(const std::string& word) {
    if (word == "male") return Sex::Male;
    if (word == "female") return Sex::Female;
    return std::nullopt;
}

// As people write it, in the clerk's language.
QString shownValue(const ReadField& field, NumberKind number) {
    const QString plain = QString::fromStdString(field.value);
    switch (field.field) {
        case DocumentField::Number:
            // One line: a number that is broken in two is compared badly.
            return QString::fromStdString(grouped(number, field.value)).replace(u' ', QChar::Nbsp);
        case DocumentField::BirthDate:
        case DocumentField::ExpiryDate: {
            const QDate date = QDate::fromString(plain, Qt::ISODate);
            return date.isValid() ? QLocale().toString(date, QLocale::ShortFormat) : plain;
        }
        case DocumentField::Sex:
            if (const auto sex = sexOf(field.value)) return ui::sexText(*sex);
            return plain;
        case DocumentField::Name:
            break;
    }
    return plain;
}

// Only what can be believed is held against anything.
DocumentSays saysOf(const DocumentReading& reading) {
    DocumentSays says;
    says.kind = reading.kind;
    for (const auto& field : reading.fields) {
        if (field.proof == FieldProof::Doubtful) continue;
        switch (field.field) {
            case DocumentField::Number:
                says.number = field.value;
                break;
            case DocumentField::Name:
                says.name = field.value;
                break;
            case DocumentField::BirthDate:
                says.birthDate = dateOf(field.value);
                break;
            case DocumentField::ExpiryDate:
                says.expiryDate = dateOf(field.value);
                says.expiryProven = field.proof == FieldProof::Proven;
                break;
            case DocumentField::Sex:
                says.sex = sexOf(field.value);
                break;
        }
    }
    return says;
}

ui::RowAgreement agreement(const ReadField& field, const BuyerDetails& typed) {
    using enum ui::RowAgreement;
    if (field.proof == FieldProof::Doubtful) return NotTyped;
    if (field.field == DocumentField::Number) {
        if (typed.documentNumber.empty()) return NotTyped;
        return typed.documentNumber == field.value ? Agrees : Differs;
    }
    if (field.field != DocumentField::Name || typed.name.empty()) return NotTyped;
    switch (compareNames(typed.name, field.value)) {
        case NameLikeness::Same:
            return Agrees;
        case NameLikeness::OtherScript:
            return OtherScript;
        case NameLikeness::Differs:
            break;
    }
    return Differs;
}

}  // namespace

DocumentController::DocumentController(DocumentParts parts, QObject* parent)
    : QObject(parent), m(std::move(parts)) {
    m_pool.setMaxThreadCount(1);
    auto* page = m.windows.document;
    connect(page, &ui::Page::offerTaken, this, &DocumentController::takePracticeDocument);
    connect(page, &ui::DocumentPage::portraitFileChosen, this,
            [this](const QString& path) { readFile(path, 0); });
    connect(page, &ui::DocumentPage::pictureGiven, this, &DocumentController::takePicture);
    connect(page, &ui::DocumentPage::pageWanted, this, [this](int number) { readFile(m_file, number); });
    connect(page, &ui::DocumentPage::stillRequested, this, [this] { takeFrame(m_lastFrame); });
    connect(page, &ui::DocumentPage::retakeRequested, this, &DocumentController::retake);
    connect(page, &ui::DocumentPage::useWanted, this, &DocumentController::use);
    connect(page, &ui::DocumentPage::undoWanted, this, &DocumentController::undo);
    connect(&m.bridge, &EngineBridge::portraitArrived, this, &DocumentController::showPortrait);
    connect(&m.bridge, &EngineBridge::documentWatched, this, &DocumentController::watch);
    connect(&m.bridge, &EngineBridge::documentArrived, this, &DocumentController::showText);
    connect(&m.bridge, &EngineBridge::engineBroke, this,
            [this](const Error& error) { engineBroke(error.code); });
}

DocumentController::~DocumentController() {
    m_pool.waitForDone();
}

void DocumentController::enter() {
    showSource();
    m.engine.send(SetPreview{PreviewMode::Document});
}

void DocumentController::forget() {
    ++m_request;
    m_asked = Asked::Nothing;
    m_picture = {};
    m_bgr.release();
    m_lastFrame.reset();
    m_reading.reset();
    m_textProblem.reset();
    m_file.clear();
    wipe(m_typed);
    wipe(m_original);
    m_typed = m_original = {};
    m.windows.document->clear();
}

void DocumentController::retake() {
    ++m_request;  // an answer still under way is stale
    m_asked = Asked::Nothing;
    m_picture = {};
    m_bgr.release();
    m_reading.reset();
    m_textProblem.reset();
    m.windows.document->clear();
    Q_EMIT portraitTaken({});
    m.engine.send(SetPreview{PreviewMode::Document});  // a document that lies there still is taken again
}

std::optional<Date> DocumentController::birthDateRead() const {
    return m_reading ? saysOf(*m_reading).birthDate : std::nullopt;
}

void DocumentController::setTyped(const BuyerDetails& details) {
    m_typed = m_original = details;
    if (m_reading) refreshText();
}

void DocumentController::showSource() {
    m.windows.document->setCamera(m.camera.source() ? ui::CameraOffer::Available : ui::CameraOffer::None);
    if (!m.camera.source()) m_lastFrame.reset();
}

void DocumentController::showPreview(const FramePtr& frame) {
    m_lastFrame = frame;
    m.windows.document->setPreview(frame ? imageOf(frame) : QImage());
}

void DocumentController::watch(const DocumentSeen& seen) {
    if (!m.atDocument() || m.camera.practising()) return;
    QPolygonF outline;
    if (seen.corners) {
        for (const auto& corner : *seen.corners) outline << QPointF(corner.x, corner.y);
    }
    m.windows.document->setWatch(outline, holdHint(seen.state.hint), seen.state.held);
    if (seen.state.take && m.windows.document->wantsPicture()) takeFrame(seen.frame);
}

void DocumentController::readFile(const QString& path, int page) {
    m.windows.document->setActivity(ui::Activity::Reading);
    const auto request = ++m_request;
    m_pool.start([this, path, page, request] {
        auto picture = readDocumentPage(path, page);
        const cv::Mat bgr = picture ? bgrOf(picture->picture) : cv::Mat();
        QMetaObject::invokeMethod(
            this,
            [this, request, path, picture = std::move(picture), bgr] {
                if (request != m_request) return;
                if (!picture) {
                    m.log.warn("document", describe(picture.error()));
                    m.windows.document->setActivity(ui::Activity::Idle);
                    m.windows.document->setProblem(picture.error().code);
                    return;
                }
                m_file = path;
                m_page = picture->page;
                m_pages = picture->pages;
                prepare(picture->picture, bgr);
            },
            Qt::QueuedConnection);
    });
}

void DocumentController::takePicture(const QImage& picture) {
    m.windows.document->setActivity(ui::Activity::Reading);
    m_pages = 0;
    const QImage fitting = fittedPicture(picture);
    prepare(fitting, bgrOf(fitting));
}

void DocumentController::takeFrame(const FramePtr& frame) {
    if (!frame) return;
    m.windows.document->setActivity(ui::Activity::Reading);
    m_pages = 0;
    prepare(imageOf(frame), frame->bgr);
}

void DocumentController::takePracticeDocument() {
    const auto person = m.camera.practicePerson();
    if (!person) return;
    m.windows.document->setActivity(ui::Activity::Reading);
    const auto request = ++m_request;
    m_pool.start([this, person, request] {
        auto text = specimenText(*person, SpecimenKind::ResidentCard, 0);
        text.name = person->details.name;
        auto specimen = drawSpecimen(text, portraitOnly(*person));
        if (!specimen) m.log.warn("practice", describe(specimen.error()));
        const cv::Mat bgr = specimen ? specimen->bgr : makeDocument(*person).bgr;
        QMetaObject::invokeMethod(
            this,
            [this, request, bgr] {
                if (request != m_request) return;
                m_pages = 0;
                prepare(imageOf(bgr), bgr);
            },
            Qt::QueuedConnection);
    });
}

void DocumentController::prepare(const QImage& shown, const cv::Mat& bgr) {
    m_picture = shown;
    m_bgr = bgr;
    m_reading.reset();
    m_textProblem.reset();
    m_asked = Asked::Portrait;
    if (m_engineProblem) {
        giveUpWaiting();
        return;
    }
    m.engine.send(PreparePortrait{++m_request, bgr});
}

void DocumentController::engineBroke(ErrorCode why) {
    m_engineProblem = why;
    giveUpWaiting();
}

// No answer comes any more: whoever waits is told, and the picture is let go of.
void DocumentController::giveUpWaiting() {
    switch (std::exchange(m_asked, Asked::Nothing)) {
        case Asked::Portrait:
            ++m_request;
            m_picture = {};
            m_bgr.release();
            Q_EMIT portraitTaken({});
            m.windows.document->setProblem(*m_engineProblem);
            break;
        case Asked::Text:
            m_textProblem = *m_engineProblem;
            m.windows.document->setTextActivity(ui::Activity::Idle);
            refreshText();
            break;
        case Asked::Nothing:
            break;
    }
}

void DocumentController::showPortrait(const PortraitReady& portrait) {
    if (portrait.request != m_request) return;
    Q_EMIT portraitTaken(portrait.usable ? portrait.jpeg : Bytes{});
    ui::PortraitView view;
    view.picture = portrait.quarterTurns == 0
                       ? m_picture
                       : m_picture.transformed(QTransform().rotate(90.0 * portrait.quarterTurns));
    view.quality = portrait.score;
    view.reasons = portrait.reasons;
    if (const auto& rect = portrait.faceRect) view.face = QRectF(rect->x, rect->y, rect->width, rect->height);
    auto* page = m.windows.document;
    page->setActivity(ui::Activity::Idle);
    page->setPortrait(view);
    page->setPages(m_page, m_pages);
    // The portrait first: it is what the clerk waits for.
    page->setTextActivity(ui::Activity::Reading);
    m_asked = Asked::Text;
    m.engine.send(ReadDocument{m_request, std::exchange(m_bgr, {}), m.clock.wall()});
    Q_EMIT portraitTold(portrait);
}

void DocumentController::showText(const DocumentRead& document) {
    if (document.request != m_request) return;
    m_asked = Asked::Nothing;
    if (document.reading) {
        m_reading = *document.reading;
    } else {
        m.log.warn("document", describe(document.reading.error()));
        m_textProblem = document.reading.error().code;
    }
    m.windows.document->setTextActivity(ui::Activity::Idle);
    refreshText();
}

void DocumentController::refreshText() {
    ui::DocumentTextView view;
    view.problem = m_textProblem;
    if (m_reading) {
        const auto kind = m_reading->kind.value_or(m_typed.documentKind);
        for (const auto& field : m_reading->fields) {
            ui::ReadRow row;
            row.row = rowOf(field.field);
            row.value = shownValue(field, numberKindOf(kind));
            row.proof = proofOf(field.proof);
            const cv::Rect strip = field.strip & cv::Rect({}, m_reading->picture.size());
            if (!strip.empty()) row.strip = imageOf(m_reading->picture(strip).clone());
            row.agreement = agreement(field, m_typed);
            const bool number = field.field == DocumentField::Number,
                       name = field.field == DocumentField::Name;
            const bool taken = number ? m_typed.documentNumber != m_original.documentNumber
                                      : name && m_typed.name != m_original.name;
            if (taken) {
                row.use = ui::RowUse::Used;
            } else if ((number || name) && field.proof != FieldProof::Doubtful &&
                       row.agreement == ui::RowAgreement::Differs) {
                row.use = ui::RowUse::Offered;
            }
            view.rows.push_back(std::move(row));
        }
        std::stable_sort(view.rows.begin(), view.rows.end(),
                         [](const ui::ReadRow& a, const ui::ReadRow& b) { return a.row < b.row; });
        view.findings = crossCheck({m_typed.documentKind, m_typed.documentNumber, m_typed.name},
                                   saysOf(*m_reading), m.clock.wall());
    }
    m.windows.document->setText(view);
}

void DocumentController::use(ui::DocumentRow row) {
    if (!m_reading) return;
    for (const auto& field : m_reading->fields) {
        if (rowOf(field.field) != row || field.proof == FieldProof::Doubtful) continue;
        if (row == ui::DocumentRow::Number) {
            m_typed.documentNumber = field.value;
            if (m_reading->kind) m_typed.documentKind = *m_reading->kind;
        }
        if (row == ui::DocumentRow::Name) m_typed.name = field.value;
    }
    Q_EMIT detailsTaken(m_typed);
    refreshText();
}

void DocumentController::undo(ui::DocumentRow row) {
    if (row == ui::DocumentRow::Number) {
        m_typed.documentNumber = m_original.documentNumber;
        m_typed.documentKind = m_original.documentKind;
    }
    if (row == ui::DocumentRow::Name) m_typed.name = m_original.name;
    Q_EMIT detailsTaken(m_typed);
    refreshText();
}

}  // namespace countersign

#include "app/counter/notice_reader.h"

#include "text/spoken_text.h"

namespace countersign {

using ui::ConsentPage;

NoticeReader::NoticeReader(ConsentPage& page, Voice& voice, QObject* parent)
    : QObject(parent), m_page(page), m_voice(voice) {
    connect(&page, &ConsentPage::readAloudWanted, this, &NoticeReader::toggle);
    connect(&page, &ConsentPage::noticeChanged, this, &NoticeReader::stop);
    connect(&voice, &Voice::finished, this, [this] { m_page.setReading(ConsentPage::Speaking::No); });
    connect(&voice, &Voice::soundMissing, this, &NoticeReader::noSound);
}

void NoticeReader::stop() {
    m_voice.stop();
    m_page.setReading(ConsentPage::Speaking::No);
}

void NoticeReader::toggle() {
    if (m_voice.speaking()) {
        stop();
        return;
    }
    const auto& notice = m_page.notice();
    QStringList keys;
    const int text = static_cast<int>(notice.spokenParts().size());
    const bool answers = m_page.showsQuestions();
    const int first = answers ? text : 0;
    const int end = answers ? text + static_cast<int>(notice.spokenAnswers().size()) : text;
    for (int part = first; part < end; ++part) keys << ui::spokenNoticeKey(notice.version, part);
    // Who presses the button wants to hear it, whatever was set for the scan.
    m_voice.setMuted(false);
    m_voice.say(notice.language, keys);
    if (m_voice.speaking())
        m_page.setReading(ConsentPage::Speaking::Aloud);
    else
        Q_EMIT noSound();
}

}  // namespace countersign

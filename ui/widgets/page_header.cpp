#include "widgets/page_header.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "widgets/text_label.h"

namespace countersign::ui {

PageHeader::PageHeader(QWidget* parent)
    : QWidget(parent),
      m_title(new TextLabel(TextStyle::PageTitle, Wrap::On)),
      m_subtitle(new TextLabel(TextStyle::Body, Wrap::On)),
      m_row(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      m_trailing(new QBoxLayout(QBoxLayout::LeftToRight)) {
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(scaled(24));
    auto* words = new QVBoxLayout;
    words->setSpacing(scaled(2));
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_row->addLayout(words, 1);
    m_trailing->setSpacing(scaled(24));
    m_row->addLayout(m_trailing);
    m_subtitle->setShade(Shade::SecondInk);
    m_subtitle->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void PageHeader::setTitle(const QString& title) {
    m_title->setText(title);
}

void PageHeader::setSubtitle(const QString& subtitle) {
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageHeader::addTrailing(QWidget* widget) {
    m_trailing->addWidget(widget, 0, Qt::AlignTop);
}

void PageHeader::setNarrow(bool narrow) {
    m_row->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_row->setSpacing(scaled(narrow ? 10 : 24));
    m_trailing->setSpacing(scaled(narrow ? 10 : 24));
}

QString PageHeader::title() const {
    return m_title->text();
}

}  // namespace countersign::ui

// Sets a handbook: cover with its contents, chapters, running feet; in either direction of writing. GUI
// thread, after a QGuiApplication and the program's fonts.
#pragma once

#include <QByteArray>
#include <QMap>
#include <QTextDocument>
#include <memory>
#include <tl/expected.hpp>

#include "app/handbook/book.h"
#include "app/handbook/paper.h"

class QPainter;

namespace countersign::handbook {

class Typesetter {
  public:
    // `pictures`: the folder with SCENE.png of every scene that the book shows.
    Typesetter(Book book, QString pictures);

    // The whole PDF as of this second; in its place what is missing.
    [[nodiscard]] tl::expected<QByteArray, QString> print(qint64 secondsSinceEpoch);

  private:
    [[nodiscard]] std::unique_ptr<QTextDocument> document(const Paper& paper, const QString& markdown) const;
    // What begins on a page of its own: each chapter, or all of a compact book together.
    [[nodiscard]] QStringList parts(const QMap<QString, int>& pages) const;
    // A part that stays as it was is not laid out again.
    void setParts(const Paper& paper, const QMap<QString, int>& pages);
    // Where the chapters begin, the cover being page 1; by their names.
    [[nodiscard]] QMap<QString, int> chapterPages(const Paper& paper) const;
    void drawCover(const Paper& paper, QPainter& painter, const QMap<QString, int>& pages,
                   qint64 secondsSinceEpoch) const;
    void drawFoot(const Paper& paper, QPainter& painter, int page) const;
    [[nodiscard]] QString missingPicture() const;

    const Book m_book;
    const QString m_pictures;
    const Qt::LayoutDirection m_direction;
    struct Part {
        QString markdown;
        std::unique_ptr<QTextDocument> text;
    };
    std::vector<Part> m_set;
};

}  // namespace countersign::handbook

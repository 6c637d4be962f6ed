#include "app/counter/pdf_pages.h"

#include <poppler-document.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <QFile>
#include <algorithm>
#include <memory>

namespace countersign {
namespace {

constexpr double kDots = 200;  // an inch: a card of 86 mm is then 674 px wide, its portrait above 200
constexpr double kLongestSide = 3000;

tl::unexpected<Error> unreadable(const char* why) {
    return failure(pictureUnreadable(QString::fromLatin1(why)));
}

}  // namespace

bool isPdf(const QString& file) {
    QFile opened(file);
    // The mark may stand a little later: some scanners write a line before it.
    return opened.open(QIODevice::ReadOnly) && opened.read(1024).contains("%PDF-");
}

Result<DocumentPicture> readPdfPage(const QString& file, int page) {
    try {
        const std::unique_ptr<poppler::document> document(
            poppler::document::load_from_file(QFile::encodeName(file).toStdString()));
        if (!document) return unreadable("the PDF is damaged");
        if (document->is_locked()) return unreadable("the PDF is locked by a password");
        const int pages = std::min(document->pages(), kMostPages);
        if (pages < 1) return unreadable("the PDF has no page");
        page = std::clamp(page, 0, pages - 1);
        const std::unique_ptr<poppler::page> drawn(document->create_page(page));
        if (!drawn) return unreadable("the page can't be read");
        const auto size = drawn->page_rect();  // points, 72 an inch
        const double longest = std::max(size.width(), size.height());
        if (!(longest > 0)) return unreadable("the page has no size");
        const double dots = std::min(kDots, kLongestSide * 72 / longest);
        poppler::page_renderer renderer;
        renderer.set_image_format(poppler::image::format_argb32);
        renderer.set_render_hint(poppler::page_renderer::antialiasing);
        renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
        renderer.set_paper_color(0xFFFFFFFFU);
        const auto image = renderer.render_page(drawn.get(), dots, dots);
        if (!image.is_valid()) return unreadable("the page can't be drawn");
        const QImage view(reinterpret_cast<const uchar*>(image.const_data()), image.width(), image.height(),
                          image.bytes_per_row(), QImage::Format_ARGB32);
        return DocumentPicture{view.copy(), page, pages};
    } catch (const std::exception&) {
        return unreadable("the PDF is damaged");
    }
}

}  // namespace countersign

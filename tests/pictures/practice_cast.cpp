#include "pictures/practice_cast.h"

#include "practice/made_document.h"
#include "practice/renderer.h"

namespace countersign::ui::test {
namespace {

constexpr const char* kWho = "emi.person";
constexpr std::uint64_t kGrain = 7;

QImage imageOf(const cv::Mat& bgr) {
    const QImage seen(bgr.data, bgr.cols, bgr.rows, static_cast<qsizetype>(bgr.step), QImage::Format_BGR888);
    return seen.convertToFormat(QImage::Format_RGB32);  // a copy
}

}  // namespace

Result<Cast> practiceCast(const std::filesystem::path& people) {
    const auto person = loadPerson(people / kWho);
    if (!person) return failure(person.error());
    Cast cast;
    Scene scene;
    scene.samples = 2;
    BuyerPose pose;
    cast.buyer = imageOf(renderStill(*person, scene, pose, kGrain));
    scene.exposure = 0.12F;
    cast.inTheDark = imageOf(renderStill(*person, scene, pose, kGrain));
    const auto document = makeDocument(**person);
    cast.document = imageOf(document.bgr);
    cast.portrait =
        QRectF(document.portrait.x, document.portrait.y, document.portrait.width, document.portrait.height);
    return cast;
}

}  // namespace countersign::ui::test

#include "app/counter/known_office.h"

#include "app/counter/machine_settings.h"
#include "core/files.h"
#include "protocol/key_text.h"

namespace countersign {

Result<std::vector<VerifyingKey>> knownOffice(const OfficePlaces& places) {
    for (const auto& file :
         {places.named, officeFileBeside(places.machineFile), places.state / kKeptOffice}) {
        std::error_code code;
        if (file.empty() || (file != places.named && !std::filesystem::exists(file, code))) continue;
        const auto bytes = readFile(file, kMaxKeyFileBytes);
        if (!bytes) return failure(bytes.error());
        return publicKeysIn({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    }
    return std::vector<VerifyingKey>();
}

}  // namespace countersign

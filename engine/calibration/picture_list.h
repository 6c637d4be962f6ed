// Which pictures a calibration compares: pairs, or people with several pictures each. Read from a list or
// from a folder of folders. Any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace countersign {

struct ListedPicture {
    std::string path;            // as listed
    std::filesystem::path file;  // where it is looked for
    std::string identity;        // empty in a list of pairs
    std::string group;           // may be empty
};

struct ListedPair {
    std::size_t a = 0, b = 0;  // indices of pictures
    bool same = false;         // of one person
    std::string group;
};

struct PictureList {
    std::vector<ListedPicture> pictures;  // each file once
    std::vector<ListedPair> pairs;        // empty: all pairs of `pictures`, by identity
};

// All errors: PictureListUnusable, which names the line. Paths are relative to the list's folder.
// Columns a, b, same (1 or 0), group if it is there.
[[nodiscard]] Result<PictureList> readPairList(const std::filesystem::path& list);
// Columns path, identity, group if it is there. At least two pictures.
[[nodiscard]] Result<PictureList> readIdentityList(const std::filesystem::path& list);
// folder/PERSON/picture.jpg, or folder/GROUP/PERSON/picture.jpg; jpg, jpeg, png, in the order of their names.
[[nodiscard]] Result<PictureList> readIdentityFolder(const std::filesystem::path& folder);
// Whichever of the three this is: a folder, or a list by the columns its first line names.
[[nodiscard]] Result<PictureList> readPictureList(const std::filesystem::path& path);

}  // namespace countersign

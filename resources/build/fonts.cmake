# The fonts of the program, collected from the distribution's packages into the build's folder `fonts`. See
# resources/fonts/README.md.
set(CS_FONT_FOLDER ${CMAKE_BINARY_DIR}/fonts)
set(CS_FONT_FILES NotoSans-Regular.ttf NotoSans-Bold.ttf NotoSansArabicUI-Regular.ttf NotoSansArabicUI-Bold.ttf
    NotoSansCJK-Regular.ttc NotoSansCJK-Bold.ttc)
foreach(font ${CS_FONT_FILES})
    find_file(found NAMES ${font} PATHS /usr/share/fonts/truetype/noto /usr/share/fonts/opentype/noto
        NO_DEFAULT_PATH NO_CACHE)
    if(NOT found)
        message(FATAL_ERROR "${font} is not there: install fonts-noto-core, fonts-noto-ui-core and fonts-noto-cjk")
    endif()
    file(COPY ${found} DESTINATION ${CS_FONT_FOLDER})
    unset(found)
endforeach()

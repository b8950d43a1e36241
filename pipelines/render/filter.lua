-- What Quarto does to pandoc's document and our pages use: callouts, links between .qmd pages, captions, scrolling tables.
local offset = ""

function Meta(meta)
  if meta.offset then offset = pandoc.utils.stringify(meta.offset) end
end

local function link(el)
  local t = el.target
  if not t:match("^%a+:") then
    if t:sub(1, 1) == "/" then t = offset .. t:sub(2) end
    el.target = t:gsub("%.qmd(#?[^/]*)$", ".html%1")
  end
  return el
end

local function div(el)
  for _, class in ipairs(el.classes) do
    local kind = class:match("^callout%-(%a+)$")
    if kind then
      local title = el.attributes.title or (kind:sub(1, 1):upper() .. kind:sub(2))
      el.attributes.title = nil
      local head = pandoc.Div({ pandoc.Plain({ pandoc.Strong({ pandoc.Str(title) }) }) }, { class = "callout-title" })
      el.content:insert(1, head)
      el.classes:insert("callout")
      el.attributes.role = "note"
      return el
    end
  end
  if el.classes:includes("figcaption") then
    local blocks = pandoc.List({ pandoc.RawBlock("html", "<figcaption>") })
    blocks:extend(el.content:map(function(b) return b.t == "Para" and pandoc.Plain(b.content) or b end))
    blocks:insert(pandoc.RawBlock("html", "</figcaption>"))
    return blocks
  end
end

local tables = 0

local function tbl(el)
  tables = tables + 1
  return { pandoc.RawBlock("html", '<div class="cs-scroll" tabindex="0" role="region" aria-label="Table ' .. tables .. ' of the text">'), el, pandoc.RawBlock("html", "</div>") }
end

return { { Meta = Meta }, { Link = link, Div = div, Table = tbl } }

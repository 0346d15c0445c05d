//! Checks the syntax tree of generated Rust: no name is defined twice, and every used name is defined.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use syn::visit_mut::{self, VisitMut};
use syn::{Fields, ImplItem, Item};

/// Fails at the first name that is defined twice or not at all.
pub fn check(files: &[(&'static str, String)]) -> Result<()> {
    let mut types = BTreeSet::new();
    let mut used = Used::default();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".rs")) {
        let mut file = syn::parse_file(text).with_context(|| format!("{name} isn't Rust"))?;
        items(name, &file.items, &mut types)?;
        used.visit_file_mut(&mut file);
    }
    for name in used.0 {
        ensure!(types.contains(&name), "there is no type {name}");
    }
    Ok(())
}

fn once(taken: &mut BTreeSet<String>, place: &str, name: String) -> Result<()> {
    ensure!(taken.insert(name.clone()), "{place}: {name} is there twice");
    Ok(())
}

fn items(place: &str, items: &[Item], types: &mut BTreeSet<String>) -> Result<()> {
    let (mut named, mut values) = (BTreeSet::new(), BTreeSet::new());
    for item in items {
        match item {
            Item::Struct(item) => {
                once(&mut named, place, item.ident.to_string())?;
                fields(&item.ident.to_string(), &item.fields)?;
            }
            Item::Enum(item) => {
                once(&mut named, place, item.ident.to_string())?;
                let mut variants = BTreeSet::new();
                item.variants.iter().try_for_each(|it| once(&mut variants, place, it.ident.to_string()))?;
            }
            Item::Static(item) => once(&mut values, place, item.ident.to_string())?,
            Item::Const(item) => once(&mut values, place, item.ident.to_string())?,
            Item::Mod(module) => {
                let inner = module.content.as_ref().map_or(&[][..], |(_, items)| items);
                self::items(&format!("{place} {}", module.ident), inner, types)?;
            }
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(|last| last.ident == "open_enum") => {
                let list: List = item.mac.parse_body()?;
                once(&mut named, place, list.name.clone())?;
                let mut variants = BTreeSet::from(["Unknown".to_owned()]);
                list.variants.into_iter().try_for_each(|variant| once(&mut variants, &list.name, variant))?;
            }
            Item::Macro(item) if item.mac.path.segments.last().is_some_and(|last| last.ident == "model") => {
                let object: Object = item.mac.parse_body()?;
                once(&mut named, place, object.name.clone())?;
                // Setters have the names of fields, beside the constructors.
                let mut taken = BTreeSet::from(["new".to_owned()]);
                object.fields.into_iter().try_for_each(|field| once(&mut taken, &object.name, field))?;
            }
            Item::Impl(item) => {
                let mut own = BTreeSet::new();
                for item in &item.items {
                    if let ImplItem::Fn(function) = item {
                        once(&mut own, place, function.sig.ident.to_string())?;
                        let mut arguments = BTreeSet::new();
                        for argument in &function.sig.inputs {
                            if let syn::FnArg::Typed(argument) = argument
                                && let syn::Pat::Ident(pattern) = argument.pat.as_ref()
                            {
                                once(&mut arguments, &function.sig.ident.to_string(), pattern.ident.to_string())?;
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    types.extend(named);
    Ok(())
}

fn fields(place: &str, fields: &Fields) -> Result<()> {
    let mut taken = BTreeSet::new();
    fields.iter().filter_map(|field| field.ident.as_ref()).try_for_each(|it| once(&mut taken, place, it.to_string()))
}

/// The input of the enum macro.
struct List {
    name: String,
    variants: Vec<String>,
}

impl syn::parse::Parse for List {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        input.parse::<syn::Token![enum]>()?;
        let name = input.parse::<syn::Ident>()?.to_string();
        let content;
        syn::braced!(content in input);
        let mut variants = Vec::new();
        while !content.is_empty() {
            content.call(syn::Attribute::parse_outer)?;
            variants.push(content.parse::<syn::Ident>()?.to_string());
            content.parse::<syn::Token![=]>()?;
            content.parse::<syn::LitStr>()?;
            content.parse::<syn::Token![,]>()?;
        }
        Ok(Self { name, variants })
    }
}

fn braced<'a>(input: &'a syn::parse::ParseBuffer<'_>) -> syn::Result<syn::parse::ParseBuffer<'a>> {
    let content;
    syn::braced!(content in input);
    Ok(content)
}

/// The input of the struct macro.
struct Object {
    name: String,
    /// The fields, and the constructors named after the mode.
    fields: Vec<String>,
}

impl syn::parse::Parse for Object {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        input.parse::<syn::Token![struct]>()?;
        let name = input.parse::<syn::Ident>()?.to_string();
        let (body, mut fields) = (&braced(input)?, Vec::new());
        while !body.is_empty() {
            let section = body.parse::<syn::Ident>()?;
            let lines = &braced(body)?;
            while !lines.is_empty() {
                lines.call(syn::Attribute::parse_outer)?;
                fields.push(lines.parse::<syn::Ident>()?.to_string());
                if lines.parse::<Option<syn::Token![as]>>()?.is_some() {
                    lines.parse::<syn::LitStr>()?;
                }
                lines.parse::<syn::Token![:]>()?;
                if section == "mode" {
                    fields.push(lines.parse::<syn::Ident>()?.to_string());
                    lines.parse::<syn::Token![,]>()?;
                    fields.push(lines.parse::<syn::Ident>()?.to_string());
                } else {
                    lines.parse::<syn::Type>()?;
                }
                if lines.parse::<Option<syn::Token![=>]>>()?.is_some() {
                    lines.parse::<syn::Ident>()?;
                }
                lines.parse::<syn::Token![,]>()?;
            }
        }
        Ok(Self { name, fields })
    }
}

/// Collects the types that are referred to as `types::X`.
#[derive(Default)]
struct Used(BTreeSet<String>);

impl VisitMut for Used {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(at) = names.iter().position(|name| name == "types") {
            self.0.extend(names.get(at + 1).cloned());
        }
        visit_mut::visit_path_mut(self, path);
    }
}

//! A `Debug` for what is about a patient: the type's name, and its id where it has one. What it holds would end in a log.

/// `private_debug!(Identity, SignedRecord: id)`.
#[macro_export]
macro_rules! private_debug {
    ($($name:ident $(: $id:ident)?),+ $(,)?) => { $(
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name))$(.field(stringify!($id), &self.$id))?.finish_non_exhaustive()
            }
        }
    )+ };
}

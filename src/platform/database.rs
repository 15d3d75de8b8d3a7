//! IndexedDB: larger texts by key, in one object store.

use idb::{Database, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

const STORE: &str = "added";

fn words(error: &Error) -> String {
    error.to_string()
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(&super::storage::prefix(), Some(1))?;
    request.on_upgrade_needed(|event| {
        use idb::DatabaseEvent;
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

/// Every key with its text, by key.
///
/// # Errors
/// What the browser said.
pub async fn all() -> Result<Vec<(String, String)>, String> {
    let read = async {
        let database = open().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        let keys = store.get_all_keys(None, None)?.await?;
        let texts = store.get_all(None, None)?.await?;
        transaction.await?;
        database.close();
        Ok(keys.iter().zip(&texts).filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    };
    read.await.map_err(|error: Error| words(&error))
}

/// Keeps all these texts, or none of them.
///
/// # Errors
/// What the browser said.
pub async fn put(entries: &[(String, String)]) -> Result<(), String> {
    let write = async {
        let database = open().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        for (key, text) in entries {
            store.put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?.await?;
        }
        transaction.commit()?.await?;
        database.close();
        Ok(())
    };
    write.await.map_err(|error: Error| words(&error))
}

/// Forgets a key.
///
/// # Errors
/// What the browser said.
pub async fn remove(key: &str) -> Result<(), String> {
    let write = async {
        let database = open().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        transaction.object_store(STORE)?.delete(Query::Key(JsValue::from_str(key)))?.await?;
        transaction.commit()?.await?;
        database.close();
        Ok(())
    };
    write.await.map_err(|error: Error| words(&error))
}

/// Forgets everything.
///
/// # Errors
/// What the browser said.
pub async fn clear() -> Result<(), String> {
    let write = async {
        let database = open().await?;
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        transaction.object_store(STORE)?.clear()?.await?;
        transaction.commit()?.await?;
        database.close();
        Ok(())
    };
    write.await.map_err(|error: Error| words(&error))
}
